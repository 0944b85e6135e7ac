import type { Ask } from './adapter.ts'

/** What a platform may show of a member, or give its own roles by. */
export type Figures = { points: number; level: number; joinedAt: Date; name: string; program: string }

/** An account whose owner lets the hub write such figures for it. `grant` is kept sealed and handed back as it is. */
export type Leave = { account: { id: string; handle: string }; grant: string }

/** How a member lets the hub write figures about them on a platform, and how they are written. */
export type FigureWriting = {
  /** The page of the platform on which the member agrees; it leads back with a `code` and this state. */
  page(access: Ask['access'], back: string, state: string): string
  /** What the member agreed to, by the code they came back with. */
  arrive(ask: Ask, back: string, code: string): Promise<Leave>
  /** Writes the figures, null: takes them away. Answers the grant as it is from now on. Throws `LeaveGone` when the member took their leave back. */
  push(ask: Ask, grant: string, figures: Figures | null): Promise<string>
}

/** The member no longer lets the hub write figures for this account. */
export class LeaveGone extends Error {}
