import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import type { devicesApi } from './devices-api.ts'
import { addDevice, listDevices, removeDevice } from './reach/devices.ts'

export const devicesRoutes = ({ db, pusher }: Services): Handlers<typeof devicesApi> => ({
  'GET /api/me/devices': async ({ caller }) => ({
    key: pusher?.publicKey ?? null,
    items: await listDevices(db, caller),
  }),
  'POST /api/me/devices': async ({ caller, body, request }) => {
    if (pusher === null) refuse('channel_unavailable', { channel: 'push' })
    await addDevice(db, pusher, caller, body, request.userAgent)
    return undefined
  },
  'DELETE /api/me/devices/:deviceId': async ({ caller, params }) => {
    await removeDevice(db, caller, params.deviceId)
    return undefined
  },
})
