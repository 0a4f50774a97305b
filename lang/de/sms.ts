import type { Catalogue } from '../shape.ts'

export const sms: Catalogue['sms'] = {
  code: (code, platform, minutes) =>
    `${code} ist dein Code für ${platform}. Er gilt ${minutes} Minuten; gib ihn niemandem. Mit STOP bekommst du keine SMS mehr.`,
  help: (platform, url) =>
    `${platform} schickt dir, was du zu deinen Tickets und Events ausgewählt hast: ${url}. Ende mit STOP. Es können Gebühren anfallen.`,
}
