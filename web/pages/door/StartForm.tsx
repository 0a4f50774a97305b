import { Camera } from 'lucide-react'
import { useId, useState } from 'react'
import { Link } from 'react-router'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useSurroundings } from '../../host/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Fitted } from '../../ui/Fitted.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { count, dayAndTime } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Tone } from './signal.ts'
import { makeSignals } from './signal.ts'
import type { Figures } from './useScans.ts'

/** How the person at the door wants to work. */
export type Start = { door: string; camera: boolean; onTone: (tone: Tone) => void }

/** Asks for the door's name, which is remembered, and for a press, without which a page may not sound. */
export function StartForm({ figures, onStart }: { figures: Figures; onStart: (start: Start) => void }) {
  const { t, language } = useSurroundings()
  const { event, counts, doors } = figures
  const [door, setDoor] = useState(() => recall(event.id))
  const known = useId()
  const begin = (camera: boolean) => {
    remember(event.id, door.trim())
    onStart({ door: door.trim(), camera, onTone: makeSignals() })
  }
  const hero = (
    <div className="door-hero">
      <Fitted name={event.name} wide={{ ratio: 0.14, largest: 12 }} narrow={{ ratio: 0.5, largest: 22 }} />
      <p className="num">
        {event.startsAt && `${dayAndTime(event.startsAt, event.timeZone, language)}. `}
        {t.door.inOf(count(counts.admitted, language), count(counts.valid, language))}.
      </p>
    </div>
  )
  return (
    <Frame title={t.door.title(event.name)} palette={paletteName(event.id, event.category)} hero={hero}>
      <form
        className="form door-start"
        onSubmit={(submit) => {
          submit.preventDefault()
          begin(true)
        }}
      >
        <h2>{t.door.startTitle}</h2>
        <Field
          label={t.door.doorName}
          hint={t.door.doorHint}
          optional
          name="door"
          value={door}
          onChange={(change) => setDoor(change.target.value)}
          maxLength={60}
          list={known}
          autoComplete="off"
        />
        <datalist id={known}>{doors.map(({ door }) => door && <option key={door} value={door} />)}</datalist>
        <div className="door-starts">
          <Button type="submit" look="accent" big>
            <Icon of={Camera} />
            {t.door.startCamera}
          </Button>
          <Button look="line" big onClick={() => begin(false)}>
            {t.door.startWithout}
          </Button>
        </div>
        <p className="mute">{t.door.startNote}</p>
        <p>
          <Link className="reach" to="/door">
            {t.door.allDoors}
          </Link>
        </p>
      </form>
    </Frame>
  )
}

const keyOf = (eventId: string) => `conflux.door.${eventId}`

/** The name used here before. Browsers may keep nothing, or be told to: then it is typed again. */
function recall(eventId: string): string {
  try {
    return localStorage.getItem(keyOf(eventId)) ?? ''
  } catch {
    return ''
  }
}

function remember(eventId: string, door: string): void {
  try {
    localStorage.setItem(keyOf(eventId), door)
  } catch {
    // Nothing depends on it.
  }
}
