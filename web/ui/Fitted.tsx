import { fitClasses } from './fit/classes.ts'
import type { Box } from './fit/fit.ts'

type FittedProps = {
  name: string
  /** The heading it is. */
  as?: 'h1' | 'h2' | 'p'
  /** The box on wide screens, and below 900 pixels: height ÷ width, and the largest size in cqi. */
  wide: Box
  narrow?: Box
}

/** A name as large as it goes: short ones wide, long ones narrow, on as many lines as its box takes. Never cut off. */
export function Fitted({ name, as: Heading = 'h1', wide, narrow }: FittedProps) {
  return (
    <div className="fit-box">
      <Heading className={`fitted ${fitClasses(name, wide, narrow)}`}>{name}</Heading>
    </div>
  )
}
