import { useSurroundings } from '../../host/hooks.ts'
import { changesOf } from './shown.ts'

type Fields = Readonly<Record<string, unknown>>

/** What an act changed, each column as it was and as it is. */
export function Changes(props: {
  before: Fields | null
  after: Fields | null
  zone: string
  currency: string | undefined
}) {
  const { t, language } = useSurroundings()
  const { before, after, zone, currency } = props
  const changes = changesOf(before, after, { words: t.acts, language, zone, currency })
  if (changes.length === 0) return null
  return (
    <dl className="act-changes">
      {changes.map((change) => (
        <div key={change.column}>
          <dt>{change.label}</dt>
          <dd>
            {change.before !== undefined && <del>{change.before}</del>}
            {change.before !== undefined && change.after !== undefined && <span aria-hidden="true"> → </span>}
            {change.after !== undefined && <ins>{change.after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
