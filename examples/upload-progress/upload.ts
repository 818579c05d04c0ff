/** What the server says of an upload. */
export interface UploadAnswer {
  readonly status: number
  readonly text: string
}

/**
 * Uploads a file from a page: `fetch` tells nothing of how far it is, so this is XMLHttpRequest.
 *
 * @param listen - hears which part is sent, from 0 to 1; without it the browser sends no preflight
 */
export function upload(url: string, file: Blob, listen?: (part: number) => void): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    // Before `send`: a listener that comes later hears nothing.
    if (listen !== undefined) request.upload.onprogress = ({ loaded, total }) => listen(loaded / total)
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = () => reject(new TypeError('The upload failed: see the console of the browser'))
    request.open('POST', url)
    request.withCredentials = true
    request.send(file)
  })
}
