import sharp from 'sharp'
import { sandboxWebhook } from '../src/modules/money/gateways/sandbox.ts'
import { openTestApp } from './harness.ts'
import { type Rehearsal, rehearsal } from './rehearsal.ts'
import type { Here } from './requests.ts'
import { makeWorld, type World } from './world.ts'

/** A world, and the application to make calls in it that leave it as it is. */
export interface Stage extends Rehearsal {
  world: World
  /** What the application's signatures and derived secrets are made with. */
  secret: string
  /** What calls are made of, with the ids of one of the two organizations. */
  here(side: 'own' | 'foreign'): Here
}

/** Makes a world and opens a rehearsal in it. */
export async function openStage(): Promise<Stage> {
  // Port 9 is discard's: nothing listens there to whom a webhook might go, and tokens name the same address before and after.
  const app = await openTestApp({ PORT: '9' })
  const world = await makeWorld(app)
  // Nothing lapses while a long campaign runs: reclaiming that writes, whatever else is refused.
  app.setNow(new Date())
  const stage = await rehearsal(app)
  const image = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#257' } })
    .png()
    .toBuffer()
  const { services } = app.app
  const webhook = await sandboxWebhook(services, world.own.paymentRef)
  return {
    ...stage,
    world,
    secret: services.secret,
    here: (side) => ({ world, side: world[side], image, webhook }),
    async close() {
      await stage.close()
      await app.close()
    },
  }
}
