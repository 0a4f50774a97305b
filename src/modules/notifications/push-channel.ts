import type { Db } from '../../db/connect.ts'
import type { Pusher } from '../../push/pusher.ts'
import { type Channel, DeliveryRefused, type Outgoing } from './channels.ts'
import { isKind, kindOf, topicOf } from './kinds.ts'
import { devicesOf, forgetDevices, peopleWithDevices } from './reach/devices.ts'

/** Web push, to the devices of a person: at least once to one of them. Where none takes it, all are tried again, and a repeat takes the place of what is shown. */
export const pushChannel = ({ db, pusher }: { db: Db; pusher: Pusher }): Channel => ({
  name: 'push',
  async addressesOf(_db, userIds) {
    return new Map((await peopleWithDevices(_db, userIds)).map((userId) => [userId, userId]))
  },
  async send(outgoing) {
    const devices = await devicesOf(db, outgoing.address)
    const message = messageOf(outgoing)
    const answers = await Promise.allSettled(devices.map((device) => pusher.send(device, message)))
    const isSo = (value: 'sent' | 'gone') => (_device: unknown, index: number) => {
      const answer = answers[index]
      return answer?.status === 'fulfilled' && answer.value === value
    }
    await forgetDevices(
      db,
      devices.filter(isSo('gone')).map(({ id }) => id),
    )
    if (devices.some(isSo('sent'))) return {}
    const failed = answers.find((answer) => answer.status === 'rejected')
    throw failed ? failed.reason : new DeliveryRefused('no device takes push messages any more')
  },
})

function messageOf({ notificationId: id, kind, title, text, url }: Outgoing) {
  const path = url === null ? '/notifications' : url.replace(/^https?:\/\/[^/]+/, '') || '/'
  return { id, title, text, url: path, urgent: isKind(kind) && !topicOf(kindOf(kind).topic).waits }
}
