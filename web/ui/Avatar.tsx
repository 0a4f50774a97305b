import './avatar.css'
import { initialsOf } from './initials.ts'

/** The widths photos are kept in. */
const SMALL = 96
const LARGE = 320

type AvatarProps = { name: string; photo: string | null; large?: boolean }

/** Somebody's photo, or their initials, beside their name: to those who cannot see it, it says nothing that the name does not. */
export function Avatar({ name, photo, large = false }: AvatarProps) {
  const look = large ? 'avatar large' : 'avatar'
  if (photo === null) {
    return (
      <span className={look} aria-hidden="true">
        {initialsOf(name)}
      </span>
    )
  }
  return (
    <img
      className={look}
      src={`/photos/${photo}/${large ? LARGE : SMALL}.webp`}
      width={large ? LARGE : SMALL}
      height={large ? LARGE : SMALL}
      alt=""
    />
  )
}
