import sharp from 'sharp'
import { type FileKind, longestSide } from './evidence.ts'

/** More than this many pixels is a bomb, not a photograph. */
const mostPixels = 80_000_000

/**
 * Draws a picture anew: at most `longestSide` pixels, upright, and without what a camera or a program wrote into it (place, time, names, thumbnails).
 * Answers null for what no picture can be read from. A moving picture becomes a moving WebP, everything else keeps its kind.
 */
export async function redraw(bytes: Uint8Array, kind: FileKind): Promise<{ bytes: Uint8Array; kind: FileKind } | null> {
  try {
    const moving = kind.type === 'image/gif' || kind.type === 'image/webp'
    const picture = sharp(bytes, { limitInputPixels: mostPixels, animated: moving, failOn: 'error' })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    if (kind.type === 'image/png') return { bytes: await picture.png({ compressionLevel: 9 }).toBuffer(), kind }
    if (kind.type === 'image/jpeg') return { bytes: await picture.jpeg({ quality: 84, mozjpeg: true }).toBuffer(), kind }
    return { bytes: await picture.webp({ quality: 84 }).toBuffer(), kind: { type: 'image/webp', ending: 'webp', picture: true } }
  } catch {
    return null
  }
}
