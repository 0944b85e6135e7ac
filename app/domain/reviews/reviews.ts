/** A member who reviews without any other role, and in which languages; none named means all. */
export type Reviewer = { memberId: number; languages: string[] }
