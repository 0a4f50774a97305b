import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { FileContent } from '../../http/contract.ts'
import type { FileStore } from '../../storage/files.ts'
import { readLogo } from '../../storage/image.ts'
import { imageFile, keepImage } from '../../storage/stored-images.ts'
import type { PlatformSettings, PlatformSettingsReader } from '../accounts/platform-settings.ts'

/** Twice the size it is shown in, in pixels. */
const largest = { width: 480, height: 96 }

/** Makes an image the platform's logo. Refuses image_unreadable. */
export async function setLogo(
  db: Db,
  files: FileStore,
  platform: PlatformSettingsReader,
  bytes: Uint8Array,
): Promise<void> {
  const image = await readLogo(bytes, largest)
  const key = await keepImage(db, files, [image], { type: 'image/png' })
  await platform.change('logo', { key, width: image.width, height: image.height })
}

/** The file of the logo there is. Refuses not_found. */
export async function logoFile(
  db: Db,
  files: FileStore,
  { logo }: PlatformSettings,
  key: string,
): Promise<FileContent> {
  if (logo?.key !== key) refuse('not_found')
  return imageFile(db, files, { key, file: `${logo.width}.png` })
}
