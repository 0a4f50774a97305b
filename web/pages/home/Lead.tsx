import { Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { Art } from '../../ui/Art.tsx'
import { fitClasses } from '../../ui/fit/classes.ts'

type LeadProps = {
  id: string
  category: string
  to: string
  name: string
  time: string
  stamp: string | undefined
  summary: string
  place: string
  price: string
  picture?: { src: string; alt: string }
  gone: boolean
  eager: boolean
  className: string
}

const WIDE = { ratio: 0.34, share: 0.42, largest: 19, widths: [100, 88, 75, 62] } as const
const NARROW = { ratio: 0.62, share: 0.88, largest: 28, widths: [88, 75, 62] } as const

/** The poster of what runs over several days, or is the only thing on: as wide as its days, its name as large as it goes. */
export function Lead({ id, category, to, name, time, stamp, summary, place, price, ...rest }: LeadProps) {
  const { picture, gone, eager, className } = rest
  return (
    <article className={`poster lead p-${paletteName(id, category)} ${gone ? 'gone ' : ''}${className}`}>
      <Art
        seed={id}
        category={category}
        size={[840, 900]}
        narrow={[780, 780]}
        eager={eager}
        {...(picture ? { picture } : {})}
      />
      <div className="body">
        <p className="time num">
          <span suppressHydrationWarning>{time}</span>
          {stamp && (
            <span className="stamp" suppressHydrationWarning>
              {stamp}
            </span>
          )}
        </p>
        <h3 className={`name ${fitClasses(name, WIDE, NARROW)}`}>
          <Link to={to}>{name}</Link>
        </h3>
        <p className="foot">
          <span>{summary}</span>
          <span>{place}</span>
          <b className="num" suppressHydrationWarning>
            {price}
          </b>
        </p>
      </div>
    </article>
  )
}
