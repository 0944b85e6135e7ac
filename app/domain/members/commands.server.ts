export { noteVisit } from './commands/visits.server.ts'
export { addMember, changeMember, type NewMember } from './commands/people.server.ts'
export { addIdentity, moveAlias, noteHandle, removeIdentities, type NewIdentity } from './commands/identities.server.ts'
export { lockOwners, setRoles } from './commands/roles.server.ts'
