/** What was done, as the log says it. A word with a blank for the object: "changed the rule …". */
const words: Record<string, string> = {
  'rule.created': 'wrote the rule',
  'rule.saved': 'changed the rule',
  'rule.switched_on': 'switched on the rule',
  'rule.switched_off': 'switched off the rule',
  'rule.looked_back': 'let look back over the past the rule',
  'source.connected': 'connected the channel',
  'source.switched_on': 'opened the channel',
  'source.switched_off': 'closed the channel',
  'source.ignored_accounts_set': 'changed who never earns in the channel',
  'secret.rotated': 'made a new secret for the channel',
  'secret.ended': 'ended an old secret of the channel',
  'source.access_saved': 'changed how the hub calls the channel',
  'source.mapping_saved': 'changed what messages mean in the channel',
  'walk.started': 'began to read the past of the channel',
  'walk.stopped': 'stopped reading the past of the channel',
  'walk.resumed': 'went on reading the past of the channel',
  'delivery.replayed': 'read again the delivery',
  'points.corrected': 'corrected the points of',
  'ledger.policy_changed': 'changed how debts and old points are treated in',
  'currency.added': 'added the currency',
  'currency.renamed': 'renamed the currency',
  'members.merged': 'merged another account into',
  'members.split': 'split an account from',
  'points.awarded': 'gave points to many in',
  'points.award_undone': 'took back points given to many in',
  'roles.changed': 'set the roles of',
  'member.roles_changed': 'set the roles of',
  'member.joined': 'welcomed',
  'identity.linked': 'linked an account of',
  'identity.unlinked': 'unlinked an account of',
  'password.changed': 'changed the password of',
  'password.reset': 'reset the password of',
  'profile.changed': 'changed the profile of',
  'session.ended': 'ended sessions of',
  'bank.saved': 'saved the question bank',
  'bank.imported': 'imported questions into the bank',
  'question.saved': 'saved the question',
  'question.retired': 'retired the question',
  'question.restored': 'put back the question',
  'quiz.saved': 'saved the quiz',
  'quiz.opened': 'opened the quiz',
  'quiz.closed': 'closed the quiz',
  'survey.saved': 'saved the survey',
  'survey.opened': 'opened the survey',
  'survey.closed': 'closed the survey',
  'survey.wave_opened': 'opened a new wave of the survey',
}

/** An action in words; one that is not known yet is said by its own name. */
export function actionInWords(action: string): string {
  return words[action] ?? action.replaceAll(/[._]/g, ' ')
}

const kinds: Record<string, string> = {
  rule: 'Rules',
  source: 'Channels',
  member: 'Members',
  delivery: 'Deliveries',
  identity: 'Linked accounts',
  session: 'Sessions',
  program: 'Program',
  ledger: 'Ledger',
  currency: 'Currencies',
  bulk_award: 'Awards to many',
  question_bank: 'Question banks',
  question: 'Questions',
  quiz: 'Quizzes',
  survey: 'Surveys',
}

/** A kind of object as a filter names it. */
export function kindInWords(kind: string): string {
  return kinds[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('_', ' ')
}
