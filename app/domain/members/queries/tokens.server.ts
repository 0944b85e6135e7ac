import { keyedHash } from '#app/foundation/crypto.server.ts'

/** The token by which a member proves an account of one channel in its public profile. It says nothing, opens nothing, and is the same every time. */
export function profileToken(program: number, member: number, sourceId: number): string {
  return `laurel-${keyedHash('profile-token', `${program}/${member}/${sourceId}`).slice(0, 20)}`
}
