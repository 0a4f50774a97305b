import './reach.css'
import { useEffect, useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useSurroundings } from '../../host/hooks.ts'
import { type PushState, pushState } from '../../host/push.ts'
import { Submit } from '../../ui/Button.tsx'
import { day } from '../../ui/format.ts'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { Devices } from './reach.ts'

type PushProps = { devices: Devices | null; timeZone: string; done: string | null }

/** The devices that show one's messages, this one among them or not. */
export function Push({ devices, timeZone, done }: PushProps) {
  const { push: words } = useSurroundings().t.reach
  const failure = [useFailure('push-on'), useFailure('push-off')].find(Boolean)
  if (!devices || devices.key === null) return null
  const said = done === 'push-on' || done === 'push-off' ? words.done[done] : undefined
  return (
    <section className="account-part" id="push" aria-labelledby="push-title">
      <h2 id="push-title">{words.title}</h2>
      <p className="mute">{words.text}</p>
      {said && !failure && (
        <div role="status">
          <Notice tone="ok" title={said[0]}>
            {said[1]}
          </Notice>
        </div>
      )}
      <FormProblem failure={failure ?? null} />
      <ThisDevice publicKey={devices.key} isKnown={devices.items.some(({ current }) => current)} />
      {devices.items.length > 0 && (
        <ul className="rows hard">
          {devices.items.map((device) => (
            <DeviceRow key={device.id} device={device} timeZone={timeZone} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** The button to turn this device on; it is turned off where it is listed. What a browser cannot do is said before it is pressed. */
function ThisDevice({ publicKey, isKnown }: { publicKey: string; isKnown: boolean }) {
  const { push: words } = useSurroundings().t.reach
  const state = usePush(isKnown)
  if (state === undefined) return <p className="mute">{words.needsScript}</p>
  if (state === 'on') return null
  if (state === 'unsupported') return <p className="mute">{words.unsupported}</p>
  if (state === 'denied') {
    return (
      <Notice tone="hold" title={words.denied[0]}>
        {words.denied[1]}
      </Notice>
    )
  }
  return (
    <Form method="post">
      <input type="hidden" name="key" value={publicKey} />
      <Submit look="plain" name="intent" value="push-on" className="account-send">
        {words.turnOn}
      </Submit>
    </Form>
  )
}

/** How it stands on this browser; undefined before the page is alive, and without JavaScript. */
function usePush(isKnown: boolean): PushState | undefined {
  const [state, setState] = useState<PushState>()
  useEffect(() => {
    let isGone = false
    pushState(isKnown).then((found) => isGone || setState(found))
    return () => {
      isGone = true
    }
  }, [isKnown])
  return state
}

function DeviceRow({ device, timeZone }: { device: Devices['items'][number]; timeZone: string }) {
  const { t, language } = useSurroundings()
  const { push: words } = t.reach
  const { id, current, since } = device
  const name = t.security.device(device.device.browser, device.device.system)
  return (
    <li className="reach-device">
      <div>
        <b>{name}</b> {current && <Tag tone="ok">{t.security.here}</Tag>}
        <p className="mute">{words.since(day(since, timeZone, language, new Date()))}</p>
      </div>
      <Form method="post">
        <input type="hidden" name="intent" value="push-off" />
        <input type="hidden" name="current" value={current ? 'yes' : 'no'} />
        <Submit look="line" name="deviceId" value={id} aria-label={words.turnOffOf(name)}>
          {words.turnOff}
        </Submit>
      </Form>
    </li>
  )
}
