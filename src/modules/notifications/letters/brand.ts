import { paletteNamed } from '../../../lib/look/palette.ts'
import type { Brand } from '../../../mail/letter.ts'
import type { PlatformSettings } from '../../accounts/platform-settings.ts'

/** The bar's colour on a platform that has not chosen one. */
const usualColour = '#1d4fd8'

/** Whose platform mails are from, as an administrator has it. */
export const brandOf = ({ name, accent, logo }: PlatformSettings, publicUrl: string): Brand => ({
  name,
  colour: accent === null ? usualColour : paletteNamed(accent).ground,
  logo: logo && { url: `${publicUrl}/logo/${logo.key}`, width: logo.width, height: logo.height },
})
