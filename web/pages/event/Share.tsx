import type { MouseEvent } from 'react'
import { useState } from 'react'
import { useSentences } from '../../host/hooks.ts'

/** Shares by the device's own sheet, else copies the link; without JavaScript it writes a mail. */
export function Share({ name, url }: { name: string; url: string }) {
  const { event } = useSentences()
  const [isCopied, setCopied] = useState(false)
  const share = async (click: MouseEvent) => {
    const { share: shareSheet, clipboard }: Partial<Navigator> = navigator
    if (!shareSheet && !clipboard) return
    click.preventDefault()
    // Whoever closes the sheet without sharing rejects the promise.
    if (shareSheet) return shareSheet.call(navigator, { title: name, url }).catch(() => undefined)
    await clipboard?.writeText(url)
    setCopied(true)
  }
  const mail = `mailto:?subject=${encodeURIComponent(name)}&body=${encodeURIComponent(event.shareText(name, url))}`
  return (
    <>
      <a className="text-btn" href={mail} onClick={share}>
        {event.share}
      </a>
      <span className="text-btn-note" role="status">
        {isCopied && event.linkCopied}
      </span>
    </>
  )
}
