/** The subjects under which deeds of a Discord server are kept: a deed and whatever takes it back build the same text. */
export const subjects = {
  message: (id: string) => `message:${id}`,
  thread: (id: string) => `thread:${id}`,
  reactionGiven: (message: string, user: string, emoji: string) => `reaction.given:${message}:${user}:${emoji}`,
  reactionReceived: (message: string, user: string, emoji: string) => `reaction.received:${message}:${user}:${emoji}`,
  joined: (guild: string, user: string) => `joined:${guild}:${user}`,
  voice: (guild: string, user: string, since: string) => `voice:${guild}:${user}:${since}`,
  interest: (event: string, user: string) => `interest:${event}:${user}`,
}
