/** What pictures of rewards are kept as, by the ending of their name. */
export const pictureTypes: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' }

/** The address of a picture on the shelf. */
export function pictureAddress(name: string): string {
  return `/store/pictures/${name}`
}

/** Where the bytes of a picture lie; null for a name that no picture has. */
export function pictureKey(program: number, name: string): string | null {
  return /^[\w-]{24}\.(?:png|jpg|webp)$/.test(name) ? `${program}/rewards/${name}` : null
}
