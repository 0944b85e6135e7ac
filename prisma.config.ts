import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  // Only for the ordinary Prisma CLI: the hub itself applies migrations through prisma/migrate.ts.
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/laurel' },
})
