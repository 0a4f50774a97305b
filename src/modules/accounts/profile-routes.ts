import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { changeAbout, readAbout } from './profile/about.ts'
import { photoFile, removePhoto, setPhoto } from './profile/photo.ts'
import type { profileApi } from './profile-api.ts'

export const profileRoutes = ({ db, files, now }: Services): Handlers<typeof profileApi> => ({
  'GET /api/me/profile': ({ caller }) => readAbout(db, caller.userId),
  'PATCH /api/me/profile': async ({ caller, body }) => {
    await changeAbout(db, caller.userId, body, now())
    return readAbout(db, caller.userId)
  },
  'PUT /api/me/photo': async ({ caller, body }) => {
    await setPhoto(db, files, caller.userId, Buffer.from(body.bytes))
    return undefined
  },
  'DELETE /api/me/photo': async ({ caller }) => {
    await removePhoto(db, caller.userId)
    return undefined
  },
  'GET /photos/:key/:file': ({ params }) => photoFile(db, files, params.key, params.file),
})
