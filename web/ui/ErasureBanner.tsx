import { useSentences, useSurroundings } from '../host/hooks.ts'
import { usePerson } from '../root.tsx'
import { dayAndTime } from './format.ts'

/** Says on every page that the account will be erased, with the way back. A plain form, so that it needs no script. */
export function ErasureBanner() {
  const { language } = useSurroundings()
  const { ui } = useSentences()
  const person = usePerson()
  if (!person?.eraseAt || person.actedAs) return null
  return (
    <form className="acting" method="post" action="/account/data" aria-label={ui.erasure.keep}>
      <p>{ui.erasure.asked(dayAndTime(person.eraseAt, person.timeZone, language, new Date()))}</p>
      <button type="submit" className="btn line" name="intent" value="keep">
        {ui.erasure.keep}
      </button>
    </form>
  )
}
