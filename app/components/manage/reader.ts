/** How this reader is spoken to: zone and language, the instant of the answer, and the program's word for points. */
export type Reader = { zone: string; locale: string; now: string; pointsName: string }
