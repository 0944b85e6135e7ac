import { thumbs } from '@dicebear/collection'
import { createAvatar } from '@dicebear/core'

import { joinClasses } from './join-classes.ts'

const drawn = new Map<string, string>()
const keptAtMost = 2000
const eyes = ['variant4W12', 'variant5W14', 'variant6W14', 'variant7W12', 'variant8W14', 'variant9W12', 'variant2W12'] as const

/** A friendly face drawn from the handle, as a data address; the same handle always gets the same face. */
function faceOf(handle: string): string {
  const known = drawn.get(handle)
  if (known) return known
  const face = createAvatar(thumbs, {
    seed: handle.toLowerCase(),
    backgroundColor: ['1d5c3f', '7fa88a', 'c96f4a', '35597e', '7c5a93', 'e3c98a'],
    shapeColor: ['f8ebc8', 'e3ad35', '123a29', '8bcb9d', 'f0b79e'],
    eyes: [...eyes],
    mouth: ['variant1', 'variant2', 'variant3', 'variant4'],
    shapeRotation: [-12, 12],
    faceRotation: [-8, 8],
    faceOffsetX: [-8, 8],
    faceOffsetY: [-4, 6],
    scale: 92,
  }).toDataUri()
  if (drawn.size >= keptAtMost) drawn.clear()
  drawn.set(handle, face)
  return face
}

const sizes = { sm: 'size-8', md: 'size-11', lg: 'size-16', xl: 'size-28' }

/** A member's picture, or a face made from the handle. It is decoration beside the name unless `label` gives it words. */
export function Avatar({
  handle,
  src,
  size = 'md',
  label = '',
  className,
}: {
  handle: string
  src?: string | null
  size?: 'sm' | 'md' | 'lg' | 'xl'
  label?: string
  className?: string
}) {
  return (
    <img
      src={src || faceOf(handle)}
      alt={label}
      loading="lazy"
      decoding="async"
      className={joinClasses('inline-block shrink-0 rounded-full bg-sunk object-cover', sizes[size], className)}
    />
  )
}
