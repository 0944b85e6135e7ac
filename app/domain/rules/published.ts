import { z } from 'zod'
import { ruleSchema } from './rules.ts'

/** The rules' form as JSON Schema (draft 2020-12), as it is published at /schemas/rule.json: what is stored in every version. */
export function ruleJsonSchema(): object {
  return { title: 'A rule of Laurel', ...z.toJSONSchema(ruleSchema, { io: 'input', unrepresentable: 'any' }) }
}
