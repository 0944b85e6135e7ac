import type { MemberGuest } from '#app/auth/guests.server.ts'
import type { Reader } from '#app/components/manage/reader.ts'

/** How this guest is spoken to. */
export function readerOf({ program, member }: Pick<MemberGuest, 'program' | 'member'>): Reader {
  return { zone: member.timeZone, locale: member.locale, now: new Date().toISOString(), pointsName: program.pointsName }
}

/** The positive whole number in an address or form, or null. */
export function numberFrom(text: FormDataEntryValue | string | null | undefined): number | null {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null
}
