// What every piece of the starter stands on.
import path from 'node:path'

/** The folder of this repository. */
export const ROOT = path.resolve(import.meta.dirname, '..')

/** A reason to stop that needs one sentence and no stack: what is wrong, and what to do. */
export class Fault extends Error {}
