import { useSentences } from '../host/hooks.ts'
import { usePerson } from '../root.tsx'

/** Says to an administrator as whom they act, on every page. A plain form: what comes after it is somebody else's and is loaded anew. */
export function ActingBanner() {
  const { ui } = useSentences()
  const person = usePerson()
  if (!person?.actedAs) return null
  return (
    <form className="acting" method="post" action="/stop-acting" aria-label={ui.acting.stop}>
      <p>{ui.acting.as(person.name)}</p>
      <button type="submit" className="btn line">
        {ui.acting.stop}
      </button>
    </form>
  )
}
