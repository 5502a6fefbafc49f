import type { StatedText } from './asset-fact.ts'
import type { MappedField } from './import-mapping.ts'
import type { InventoryFormat } from './inventory-format.ts'

/** What the columns of one product's export mean, as its maker documents them in public. */
export type ImportPreset = {
  readonly id: string
  readonly words: string
  /** Set where the file's format says it all; null where the columns tell. */
  readonly format: InventoryFormat | null
  /** Columns, without case and punctuation, that tell this product's export from others. */
  readonly telltale: readonly string[]
  readonly columns: { readonly [heading: string]: MappedField }
  readonly constants: StatedText
}

type Columns = ImportPreset['columns']

function byColumns(
  id: string,
  words: string,
  telltale: readonly string[],
  columns: Columns,
): ImportPreset {
  return { id, words, format: null, telltale, columns, constants: {} }
}

function byFormat(format: InventoryFormat, words: string, columns: Columns): ImportPreset {
  return { id: format, words, format, telltale: [], columns, constants: {} }
}

const net = { ipaddress: 'address', ip: 'address', macaddress: 'mac', mac: 'mac' } as const
const made = { vendor: 'vendor', model: 'product', serialnumber: 'serial' } as const

/** Not one of them was tried on a plant's own export: the preview shows what it makes of yours. */
export const importPresets: readonly ImportPreset[] = [
  byColumns('claroty', 'Claroty CTD or xDome', ['classtype', 'virtualzone', 'virtualzonename'], {
    ...net,
    ...made,
    name: 'tag',
    assetname: 'tag',
    ipv4: 'address',
    type: 'kind',
    assettype: 'kind',
    firmware: 'firmware',
    firmwareversion: 'firmware',
    virtualzone: 'zone',
    virtualzonename: 'zone',
    purduelevel: 'level',
    hostname: 'hostname',
    os: 'operatingSystem',
    site: 'location',
    sitename: 'location',
    lastseen: 'seenAt',
  }),
  byColumns(
    'nozomi',
    'Nozomi Networks Guardian or Vantage',
    ['productname', 'macvendor', 'firmwareversion', 'osorfirmware'],
    {
      ...net,
      name: 'tag',
      type: 'kind',
      vendor: 'vendor',
      productname: 'product',
      serialnumber: 'serial',
      firmwareversion: 'firmware',
      level: 'level',
      zones: 'zone',
      os: 'operatingSystem',
    },
  ),
  byColumns('dragos', 'Dragos Platform', ['dragosid', 'assetid', 'hardwaremodel', 'zonename'], {
    ...net,
    ...made,
    assetid: 'id',
    name: 'tag',
    assetname: 'tag',
    type: 'kind',
    assettype: 'kind',
    hardwaremodel: 'product',
    hardwarevendor: 'vendor',
    firmware: 'firmware',
    firmwareversion: 'firmware',
    zone: 'zone',
    zonename: 'zone',
    hostname: 'hostname',
    operatingsystem: 'operatingSystem',
    lastseen: 'seenAt',
  }),
  byColumns(
    'tenable-ot',
    'Tenable OT Security',
    ['family', 'purduelevel', 'backplane', 'modelname'],
    {
      ...net,
      ...made,
      name: 'tag',
      type: 'kind',
      modelname: 'product',
      directip: 'address',
      directmac: 'mac',
      firmware: 'firmware',
      firmwareversion: 'firmware',
      purduelevel: 'level',
      os: 'operatingSystem',
      location: 'location',
      lastseen: 'seenAt',
    },
  ),
  byColumns(
    'defender-for-iot',
    'Microsoft Defender for IoT',
    ['ismanaged', 'lastactivity', 'firmwaremodel', 'firmwarevendor', 'osplatform', 'subtype'],
    {
      ...net,
      ...made,
      name: 'tag',
      type: 'kind',
      subtype: 'kind',
      hardwarevendor: 'vendor',
      hardwaremodel: 'product',
      firmwareversion: 'firmware',
      firmware: 'firmware',
      zone: 'zone',
      site: 'location',
      purduelevel: 'level',
      osplatform: 'operatingSystem',
    },
  ),
  byColumns(
    'forescout',
    'Forescout eyeInspect',
    ['vendormodel', 'mainrole', 'vendorandmodel', 'hostnames', 'otherroles'],
    {
      ...net,
      ...made,
      macaddresses: 'mac',
      hostnames: 'hostname',
      name: 'tag',
      mainrole: 'kind',
      vendormodel: 'product',
      vendorandmodel: 'product',
      firmwareversion: 'firmware',
      hardwareversion: 'hardware',
      purduelevel: 'level',
      osversion: 'operatingSystem',
      lastseen: 'seenAt',
    },
  ),
  byColumns(
    'octoplant',
    'octoplant or versiondog',
    ['componentid', 'directory', 'componenttype', 'componentname'],
    {
      ...net,
      ...made,
      name: 'tag',
      componentname: 'tag',
      component: 'tag',
      componenttype: 'kind',
      manufacturer: 'vendor',
      ordernumber: 'orderNumber',
      articlenumber: 'orderNumber',
      firmwareversion: 'firmware',
      directory: 'location',
    },
  ),
  byColumns(
    'assetcentre',
    'Rockwell FactoryTalk AssetCentre',
    ['catalognumber', 'lifecyclestatus', 'firmwarerevision', 'assetpath'],
    {
      ...net,
      ...made,
      name: 'tag',
      assetname: 'tag',
      catalognumber: 'orderNumber',
      description: 'product',
      series: 'series',
      firmwarerevision: 'firmware',
      revision: 'firmware',
      assetpath: 'location',
    },
  ),
  byColumns(
    'sinec-proneta',
    'Siemens SINEC NMS or PRONETA',
    ['articlenumber', 'stationname', 'profinetdevicename', 'nameofstation', 'plantdesignation'],
    {
      ...net,
      ...made,
      devicename: 'tag',
      name: 'tag',
      stationname: 'tag',
      profinetdevicename: 'tag',
      nameofstation: 'tag',
      devicetype: 'product',
      manufacturer: 'vendor',
      articlenumber: 'orderNumber',
      ordernumber: 'orderNumber',
      mlfb: 'orderNumber',
      hardwareversion: 'hardware',
      firmwareversion: 'firmware',
      softwareversion: 'firmware',
      locationidentifier: 'location',
      plantdesignation: 'tag',
    },
  ),
  byColumns('runzero', 'runZero', ['hwvendor', 'hwproduct', 'osvendor', 'osproduct', 'addresses'], {
    addresses: 'address',
    macs: 'mac',
    names: 'hostname',
    type: 'kind',
    hwvendor: 'vendor',
    hwproduct: 'product',
    hw: 'product',
    serialnumbers: 'serial',
    osproduct: 'operatingSystem',
    os: 'operatingSystem',
    sitename: 'location',
    ownershipname: 'owner',
  }),
  byFormat('netbox', 'NetBox devices', {
    name: 'tag',
    'devicetype.manufacturer.name': 'vendor',
    'devicetype.model': 'product',
    'devicetype.partnumber': 'orderNumber',
    'role.name': 'kind',
    'devicerole.name': 'kind',
    serial: 'serial',
    'site.name': 'location',
    'primaryip4.address': 'address',
    'platform.name': 'operatingSystem',
    'customfields.firmware': 'firmware',
    'customfields.firmwareversion': 'firmware',
    'customfields.zone': 'zone',
    'customfields.purduelevel': 'level',
    'tenant.name': 'owner',
  }),
  byFormat('nmap', 'Nmap XML', {
    address: 'address',
    mac: 'mac',
    hostname: 'hostname',
    operatingsystem: 'operatingSystem',
    openports: 'openPorts',
    software: 'software',
    seenat: 'seenAt',
  }),
  byFormat('cyclonedx', 'CycloneDX bill of materials', {
    name: 'product',
    manufacturer: 'vendor',
    firmware: 'firmware',
    serialnumber: 'serial',
    operatingsystem: 'operatingSystem',
    software: 'software',
  }),
  byFormat('capture', 'Packet capture', {
    address: 'address',
    mac: 'mac',
    hostname: 'hostname',
    vendor: 'vendor',
    product: 'product',
    ordernumber: 'orderNumber',
    hardware: 'hardware',
    serial: 'serial',
    firmware: 'firmware',
    openports: 'openPorts',
    seenat: 'seenAt',
  }),
]
