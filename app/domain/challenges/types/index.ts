import { approval } from './approval.ts'
import { checkIn } from './check-in.ts'
import { choice } from './choice.ts'
import { event } from './event.ts'
import { joinGroup } from './join-group.ts'
import { outsideEvent } from './outside-event.ts'
import { ownWork } from './own-work.ts'
import { quiz } from './quiz.ts'
import { read } from './read.ts'
import { reviewElsewhere } from './review-elsewhere.ts'
import { selfReport } from './self-report.ts'
import { share } from './share.ts'
import { nps, survey } from './survey.ts'
import { text } from './text.ts'
import type { StageType } from './type.ts'
import { upload } from './upload.ts'
import { visit } from './visit.ts'

/** Every type of stage, in the order in which the editor offers them. */
export const stageTypes: readonly StageType[] = [
  visit,
  read,
  text,
  choice,
  upload,
  ownWork,
  selfReport,
  share,
  reviewElsewhere,
  quiz,
  survey,
  nps,
  joinGroup,
  event,
  outsideEvent,
  checkIn,
  approval,
]

const byId = new Map(stageTypes.map((type) => [type.id, type]))

/** The type of a stage; a fault for one that this build does not know. */
export function stageTypeOf(id: string): StageType {
  const type = byId.get(id)
  if (!type) throw new Error(`There is no stage type “${id}” in this build.`)
  return type
}
