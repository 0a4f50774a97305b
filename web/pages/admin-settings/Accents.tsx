import './accents.css'
import { CATEGORIES, type PaletteName } from '../../../src/lib/look/name.ts'
import { useSentences } from '../../host/hooks.ts'

/** A light and a deep palette of each kind of event: the others differ from these by a little of their hue. */
const OFFERED: readonly PaletteName[] = CATEGORIES.flatMap((category): PaletteName[] => [
  `${category}-0`,
  `${category}-2`,
])

type AccentsProps = { chosen: string; label: string; hint: string; usual: string }

/** A choice of a colour among those of events, each shown as it is. */
export function Accents({ chosen, label, hint, usual }: AccentsProps) {
  const t = useSentences()
  const words = t.admin.setting
  // One that is not offered here was set by a program, and stays unless another is chosen.
  const choices = ['', ...OFFERED, ...(chosen === '' || OFFERED.some((name) => name === chosen) ? [] : [chosen])]
  return (
    <fieldset className="accents">
      <legend>{label}</legend>
      <p className="mute small">{hint}</p>
      <div>
        {choices.map((name) => (
          <label key={name} className={`p-${name || 'usual'}`}>
            <input type="radio" name="accent" value={name} defaultChecked={name === chosen} />
            <span className="accent-swatch" />
            <span>{name === '' ? usual : nameOf(name)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )

  function nameOf(name: string): string {
    const [category = '', variant] = name.split('-')
    const kinds: Readonly<Record<string, string>> = t.home.categories
    return variant === '2' ? words.deep(kinds[category] ?? category) : (kinds[category] ?? category)
  }
}
