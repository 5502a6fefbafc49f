export { readXml, type XmlHandler } from './read-xml.ts'
