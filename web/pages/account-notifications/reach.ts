import { redirect } from 'react-router'
import { type Acting, isProblem, text } from '../../host/page.ts'
import { pushProblem, turnPushOff, turnPushOn } from '../../host/push.ts'
import type { WebClient } from '../../host/services.ts'

/** What `Phone` and `Push` show. Nothing to an administrator who acts as somebody: it is theirs alone. */
export async function loadReach(api: WebClient, actedAs: boolean) {
  if (actedAs) return { phone: null, devices: null, messages: false }
  const [phone, devices] = await Promise.all([api['GET /api/me/phone'](), api['GET /api/me/devices']()])
  return { phone, devices, messages: phone.asked !== null && (await hasMessages(api)) }
}

/** The phone as its owner sees it. */
export type OwnPhone = Awaited<ReturnType<WebClient['GET /api/me/phone']>>
/** The devices that show one's messages, and what a browser subscribes with. */
export type Devices = Awaited<ReturnType<WebClient['GET /api/me/devices']>>

/** Whether this is a development installation, whose SMS are on a page of it. */
async function hasMessages(api: WebClient): Promise<boolean> {
  try {
    await api['GET /api/dev/messages']({ query: { recipient: '' } })
    return true
  } catch (error) {
    if (isProblem(error)) return false
    throw error
  }
}

const done = (what: string) => redirect(`/account/notifications?done=${what}`)

/** Carries out the forms of `Phone` and `Push`; undefined for a form that is none of them. */
export async function actOnReach({ api, form, t }: Pick<Acting, 'api' | 'form' | 't'>): Promise<Response | undefined> {
  switch (text(form, 'intent')) {
    case 'phone-ask':
      await api['POST /api/me/phone/code']({ body: { phone: text(form, 'phone') } })
      return done('phone-asked')
    case 'phone-confirm':
      await api['POST /api/me/phone/confirmation']({ body: { code: text(form, 'code') } })
      return done('phone-confirmed')
    case 'phone-remove':
      await api['PATCH /api/me/profile']({ body: { phone: null } })
      return done('phone-removed')
    case 'push-on':
      await turnPushOn(api, text(form, 'key')).catch((error) => {
        throw isProblem(error) ? error : pushProblem(t, error)
      })
      return done('push-on')
    case 'push-off':
      await turnPushOff(api, text(form, 'deviceId'), text(form, 'current') === 'yes')
      return done('push-off')
    default:
      return undefined
  }
}
