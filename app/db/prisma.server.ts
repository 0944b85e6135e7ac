import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '#prisma/generated/client.ts'
import { pool } from './pool.server.ts'

const holder = globalThis as { laurelPrisma?: PrismaClient }

/** Prisma for reads, over the same pool as everything else. Always with `select`. */
export function db(): PrismaClient {
  holder.laurelPrisma ??= new PrismaClient({ adapter: new PrismaPg(pool()) })
  return holder.laurelPrisma
}

/** Closes Prisma and the pool of this process. */
export async function closeDatabase(): Promise<void> {
  const { laurelPrisma } = holder
  holder.laurelPrisma = undefined
  await laurelPrisma?.$disconnect()
  const shared = globalThis as { laurelPool?: { end(): Promise<void> } }
  const open = shared.laurelPool
  shared.laurelPool = undefined
  await open?.end()
}
