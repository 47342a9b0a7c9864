/** How many hosts a generated subnet holds: a /24 with its router and a small dynamic range left over. */
const HOSTS_A_SUBNET = 200

/**
 * A configuration as large sites have them, with hosts in their subnets; a hundred thousand hosts take 14 MB.
 * @param count how many hosts, at most 13 million (10.0.0.0/8 in networks of 24 bits)
 */
export function generateConfiguration(count: number): string {
  const parts = ['authoritative;\ndefault-lease-time 3600;\noption domain-name "example.net";\n']
  for (let first = 0; first < count; first += HOSTS_A_SUBNET) {
    const number = first / HOSTS_A_SUBNET
    const network = `10.${number >> 8}.${number & 255}`
    parts.push(
      `\nsubnet ${network}.0 netmask 255.255.255.0 {\n  option routers ${network}.1;\n  range ${network}.230 ${network}.250;\n`,
    )
    for (let index = first; index < Math.min(count, first + HOSTS_A_SUBNET); index++) {
      parts.push(hostText(index, `${network}.${10 + index - first}`))
    }
    parts.push('}\n')
  }
  return parts.join('')
}

function hostText(index: number, address: string): string {
  const name = `host-${String(index).padStart(7, '0')}`
  return `  # desk ${index}\n  host ${name} {\n    hardware ethernet ${macOf(index)};\n    fixed-address ${address};\n    option host-name "${name}";\n  }\n`
}

function macOf(index: number): string {
  const digits = index.toString(16).padStart(6, '0')
  return `00:00:5e:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`
}
