/** One address a line with its reason behind an equals sign; the contract refuses what is missing. */
export function addressesWithReasons(
  text: string,
): { readonly address: string; readonly why: string }[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [address = '', ...why] = line.split('=')
      return { address: address.trim(), why: why.join('=').trim() }
    })
}
