import { Form } from '@remix-run/react'

import { Button } from '#app/components/ui/button.tsx'
import { Notice } from '#app/components/ui/notice.tsx'
import { type Permission, type Role, permissions, roles as allRoles, roleTitles } from '#app/domain/members/roles.ts'

const words: Record<Permission, string> = {
  enter_manage: 'enter these pages',
  see_rules: 'see rules',
  edit_rules: 'write rules',
  edit_challenges: 'write challenges and campaigns',
  see_challenge_results: 'see what came of challenges',
  edit_boards: 'plan seasons and choose how boards look',
  see_channels: 'see channels',
  edit_channels: 'connect channels',
  see_deliveries: 'open deliveries',
  see_members: 'see members',
  see_contact: 'see addresses',
  correct_points: 'correct points',
  see_ledger: 'see the ledger as a whole',
  edit_ledger: 'choose about debts, expiry and currencies',
  edit_contests: 'run contests, raffles, teams and events',
  merge_members: 'merge accounts of members and split them',
  see_queue: 'see what waits in the queue',
  review_submissions: 'judge what members hand in',
  name_reviewers: 'name community reviewers',
  answer_messages: 'answer messages of members',
  take_measures: 'warn, pause and remove members',
  grant_roles: 'give roles',
  edit_sign_in: 'set up how people sign in',
  see_audit: 'read the audit log',
  see_mail: 'read mails',
  edit_quizzes: 'write questions and quizzes',
  see_quiz_results: 'see how quizzes went',
  edit_surveys: 'write surveys and open waves',
  see_survey_results: 'see what surveys answered',
  run_store: 'decide about orders and send them',
  edit_store: 'fill the shelf of the store',
  see_store_figures: 'see what the store costs',
}

function rightsOf(role: Role): string {
  const held = (Object.keys(permissions) as Permission[]).filter(
    (name) => name !== 'enter_manage' && (permissions[name] as readonly Role[]).includes(role),
  )
  return held.map((name) => words[name]).join(', ')
}

/** The roles of a member; owners set them. What each role may do stands beside it, from the table that the pages themselves obey. */
export function MemberRoles({ roles, refusal }: { roles: readonly Role[]; refusal?: string | null }) {
  return (
    <Form method="post" preventScrollReset className="flex flex-col items-start gap-4">
      <input type="hidden" name="do" value="roles" />
      {refusal && (
        <Notice tone="danger" announce>
          {refusal}
        </Notice>
      )}
      <fieldset className="flex flex-col" key={roles.join()}>
        <legend className="sr-only">Roles</legend>
        {allRoles.map((role) => (
          <label key={role} className="grid grid-cols-[20px_minmax(0,1fr)] items-start gap-x-3 py-2">
            <input type="checkbox" name="role" value={role} defaultChecked={roles.includes(role)} className="mt-0.5 size-5" />
            <span>
              <span className="font-semibold">{roleTitles[role]}</span>
              <span className="block text-sm text-muted">May {rightsOf(role)}.</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Button variant="outline">Set the roles</Button>
      <p className="text-sm text-muted">The member is signed out everywhere when their roles change.</p>
    </Form>
  )
}
