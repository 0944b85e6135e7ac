import { z } from 'zod'
import { emailSchema, passwordFault } from '#app/domain/access/access.ts'
import { nameSchema } from '#app/domain/members/members.ts'

/** The form to join: a name, an address, and a password judged with the address. */
export const joinSchema = z
  .object({ displayName: nameSchema, email: emailSchema, password: z.string({ error: 'Choose a password.' }) })
  .superRefine(({ email, password }, context) => {
    const fault = passwordFault(password, email)
    if (fault) context.addIssue({ code: 'custom', path: ['password'], message: fault })
  })
