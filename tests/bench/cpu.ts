// CPU time of processes, from Linux's /proc. Where there is none (macOS), everything reads as zero and only wall time says something.
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

type Stat = { parent: number; own: number; reaped: number }

function statOf(pid: number | 'self'): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15)
    return { parent, own: (user + system) / ticksPerSecond, reaped: (childUser + childSystem) / ticksPerSecond }
  } catch {
    return null // it ended, or there is no /proc
  }
}

/** CPU-seconds that this process and the children it has seen end have used so far. */
export function ownCpu(): number {
  const stat = statOf('self')
  return stat ? stat.own + stat.reaped : 0
}

/** CPU-seconds of a process that lives. */
export function cpuOf(pid: number): number {
  const stat = statOf(pid)
  return stat ? stat.own + stat.reaped : 0
}

/** CPU-seconds of a process and all its children, the ended ones included: a postmaster with its backends and helpers. */
export function familyCpu(pid: number): number {
  const children = readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    return stat?.parent === pid ? [stat.own + stat.reaped] : []
  })
  return children.reduce((sum, cpu) => sum + cpu, cpuOf(pid))
}
