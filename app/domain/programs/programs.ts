/** A program as pages and stories need it. */
export type Program = { id: number; slug: string; name: string; timeZone: string; pointsName: string; about: string }

/** The program that a fresh install has. */
export const defaultProgram = 1
