import { Link, useParams } from 'react-router'
import { useSurroundings } from '../host/hooks.ts'
import { usePerson, useSite } from '../root.tsx'
import { day } from './format.ts'
import { Notice } from './Notice.tsx'

/** Says to whoever works for an organization that the platform has stopped its sale: since when, why, and what to do. */
export function SuspensionNotice() {
  const { org } = useParams()
  const { t, language } = useSurroundings()
  const { legal } = useSite()
  const person = usePerson()
  const organization = person?.organizations.find(({ slug }) => slug === org)
  if (!person || !organization?.suspended) return null
  const { name, suspended } = organization
  const words = t.ui.suspended
  return (
    <Notice tone="stop" title={words.title}>
      <p>{words.text(name, day(suspended.since, person.timeZone, language, new Date()))}</p>
      <p>{words.reason(suspended.reason)}</p>
      <p>
        {words.next} {legal.includes('imprint') && <Link to="/legal/imprint">{t.ui.legal.imprint}</Link>}
      </p>
    </Notice>
  )
}
