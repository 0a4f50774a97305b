import { Link } from 'react-router'
import { paletteName } from '../../src/lib/look/name.ts'
import type { Size } from './Art.tsx'
import { Art } from './Art.tsx'
import { fitClasses } from './fit/classes.ts'

type PosterProps = {
  /** Decides colours and art. */
  id: string
  category: string
  to: string
  name: string
  /** Already written for the reader: `20:30`. */
  time: string
  /** At most one: `Sold out`, `Online`. */
  stamp?: string | undefined
  place: string
  price: string
  picture?: { src: string; alt: string } | undefined
  /** The size of its art, where the poster is taller or wider than usual. */
  size?: Size
  className?: string
  /** How it stands: art above, art below, or lying with art at the side; `strip-narrow` lies down on phones alone. */
  form?: 'up' | 'flip' | 'strip' | 'strip-narrow' | 'flip strip-narrow'
  /** Cancelled: the name is struck through. The stamp says so in words. */
  gone?: boolean
  heading?: 'h2' | 'h3'
  eager?: boolean
}

const ART: Size = [700, 460]
const STRIP_ART: Size = [280, 360]
const STANDING = { ratio: 0.62, share: 0.88, largest: 10.2, widths: [75, 62] } as const
const LYING = { ratio: 0.5, share: 0.54, largest: 7.4, widths: [75, 62] } as const

/** One event on the wall. The whole poster is the link. */
export function Poster(props: PosterProps) {
  const {
    id,
    category,
    to,
    name,
    time,
    stamp,
    place,
    price,
    picture,
    size,
    className,
    form = 'up',
    gone,
    heading: Heading = 'h3',
    eager,
  } = props
  const isStrip = form === 'strip'
  const isStripNarrow = form.endsWith('strip-narrow')
  const lettering = fitClasses(name, isStrip ? LYING : STANDING, isStrip || isStripNarrow ? LYING : STANDING)
  const classes = ['poster', `p-${paletteName(id, category)}`, form === 'up' ? '' : form, gone ? 'gone' : '', className]
  return (
    <article className={classes.filter(Boolean).join(' ')}>
      <Art
        seed={id}
        category={category}
        size={size ?? (isStrip ? STRIP_ART : ART)}
        {...(isStripNarrow ? { narrow: STRIP_ART } : {})}
        {...(picture ? { picture } : {})}
        {...(eager ? { eager } : {})}
      />
      <div className="body">
        <p className="time num">
          <span suppressHydrationWarning>{time}</span>
          {stamp && <span className="stamp">{stamp}</span>}
        </p>
        <Heading className={`name ${lettering}`}>
          <Link to={to}>{name}</Link>
        </Heading>
        <p className="foot">
          <span>{place}</span>
          <b className="num">{price}</b>
        </p>
      </div>
    </article>
  )
}
