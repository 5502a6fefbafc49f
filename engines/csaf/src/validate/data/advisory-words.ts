/** Words that advisories are made of; the spell check looks for slips of these. */
export const ADVISORY_WORDS = `
able accept access accessed accessible account accounts achieve action actions active actor actors
additional address addresses addressed administrative administrator administrators administrator's
advisories advisory affected affects allow allowed allowing allows alternative analysis anonymous
appliance appliances application applications apply applying appropriate arbitrary assess assessment
associated attack attacked attacker attackers attacker's attacks attempt attempts attribute
authenticate authenticated authenticates authentication authorization authorized automatic
automatically automation available availability backdoor because before behavior behaviour between
boundaries boundary browser browsers buffer buffers bypass bypassed bypasses bypassing calculated
capability capabilities certain certificate certificates certification change changed changes
checking command commands communicate communication communications company compatible complete
completely complexity component components compromise compromised condition conditions confidential
confidentiality configuration configurations configure configured connected connection connections
consequence consequences contain contained containing contains control controlled controller
controllers controls corrected correctly corruption could countries crafted create created creates
creation credential credentials critical cryptographic current currently customer customers damage
database databases default defense defensive delete deleted denial deployed described description
destination detail details detected detection develop developed developer developers device devices
different directly directories directory disable disabled disclose disclosed discloses disclosure
discover discovered discovery document documentation documented documents download downloaded
downloading downloads during dynamic elevate elevated elevation embedded enable enabled enables
encrypted encryption endpoint engineering ensure entries environment environments equipment error
escalate escalated escalation especially established ethernet evaluated evaluation exception
execute executed executes executing execution exhaustion existing exists exploit exploitable
exploitation exploited exploiting exploits exposed exposure external failure features files
firewall firewalls firmware following format found function functional functionality functions
further gateway gateways general generate generated generation handling hardcoded hardware however
identified identifier identify impact impacted impacts implement implementation implemented
improper improperly include included includes including incorrect incorrectly increase individual
industrial information infrastructure initial injection input installation installed installing
integer integrity interaction interface interfaces internal internet introduced invalid issues
knowledge known language latest legitimate level leverage libraries library limitation limited
limits local location locations logged login machine maintenance malformed malicious maliciously
management manager manipulate manipulated manipulation manufacturer manufacturing measures mechanism
mechanisms memory message messages method methods minimize missing mitigate mitigated mitigating
mitigation mitigations mode modification modified modify module modules monitor monitoring multiple
necessary network networks neutralization notification notified number object obtain occur occurred
occurs operating operation operations operator operators option organization organizations original
other overflow overwrite package packages packet packets parameter parameters particular password
passwords patch patched patches performed permission permissions permit permits physical platform
platforms pointer policies policy port possible potential potentially practice practices prevent
prevention previous previously prior private privilege privileged privileges problem procedure
procedures process processed processes processing product production products program programmable
programming project protect protected protecting protection protocol protocols provide provided
provider provides providing publication public publicly published read reading reboot received
recommendation recommendations recommended recommends reference references referenced registered
related release released releases remediation remote remotely remove removed report reported
reporting request requests require required requires research researcher researchers resolution
resolve resolved resource resources response responsible restart restarted restrict restricted
restriction restrictions result resulting results reverse revision risk routine sanitization
scenario script scripting scripts secret section secure security segment segmentation segmented
sensitive separate sequence serial serious server servers service services session sessions
setting settings severity signature similar software solution solutions source special specially
specific specifically specified specify standard starting statement storage stored stores string
strings strongly structure subsequent successful successfully sufficient suggested suggestions
supervisory supplied support supported supports suspected system systems target targeted targets
technical technique techniques technologies technology temporary terminate third through timestamp
tracking traffic transfer transmission transmitted traversal trigger triggered trusted trustworthy
unable unauthenticated unauthorized uncontrolled undisclosed unexpected unknown unlimited
unnecessary unprivileged unsupported untrusted update updated updates updating upgrade upgraded
upload uploaded uploading users using utility valid validate validated validates validation value
values variable various vendor vendors verification verified verifies verify version versions
virtual vulnerabilities vulnerability vulnerable warning weakness weaknesses website whether
wireless without workaround workarounds worldwide writing written
`

/** Right words, and names, that differ from one of those above by a single letter. */
export const WORDS_ALIKE = `
accepted accepts accesses accessing accounting achieved achieves actively activity adapter
adapters adjacent affect alerting analyses appears applied applies approved archives assesses
assessments associate attached attackers attempted attends attributes attribution authored
authorize authorizes averted backdoors boundary bounded bounding branches breaking browse
browsing building bundled calculate calculates callers capture carried caused causing central
channel charges checked choices cleared clients closing collect combined comment commented
communicated communicates compare compared completed complied compromises computed concern
conduct configures confirm connect connects consider consist contact container containerd
contains content contents context continue contract controls convert correct correction corrupt
counter countered coverage covered cracked cracking crafts crashed crashes crashing creator
defaults defenses deference deletes deployment deploys describes designed detects developing
disabler disables discloses disclosures discovering discovers documents downloader dynamics
effects elevates embedding enables encrypt encrypts endpoints escalates escalations eservice
evaluate exceptions executable executor exiting exploitations exploiting expose exposes extension
extensions failures feature filtered firmwares generates getting identifiers identifies identity
implementations implements increased increases indicate individuals industries inform informed
injected injections injector installations installer installs integers interactions interfaced
internals interval intervals introduce introduces invalidate inverse involves languages leading
leveraged leverages limitations limited listener listening loading located logging machines
manage managed managers manages managing manger manipulations manuals manufactured manufacturers
matches measure measured measures' mechanic messaging minimized mission missions mitigates
modifications modifies modular modulate module modulus monitors multiply neutralizations
notifications operate operated operates ordering overflown overflows overwrites packaged
packaging parsing passing patching pending personal persons pertain planned pointed pointers
pointing possibly posting preference preferences present presents preserve prevents printer
printing probing problems produce produces programmed programmer programs projected projection
projects prompts protections protector protects proven providers publications publish publisher
publishes quality reaching readers receive receiver receives receiving recommend recommending
reduced reflected register registers registry regular relates relayed release reloaded
remediations removes repeated replace replaced reported reporter requested requester reserved
resets resolv resolver resolves resource respond responded responder responses restarts restored
restricts reversed reviewed revisions revolution rolling routines routing running scanned scanner
scenarios scoring sections secured secures segments selected sending sensors separated sequences
serials serves services serving session settings sharing signals signatures signed similarly
sourced sources specifies spoofed standards started starter statements stating station stations
stopped storing strange stronger structured structures subjects suffers supervisor supplier
suppliers supplies support systemd terminated terminates tested testing thorough though threads
threats through timeout timestamps tracing tracked trained transfers transform transmissions
transmitter treated tricking triggers trust trusting unloading unlocked updater updating upgrade
upgrades uploads utilize utilized validations variables various verbose versioned viewing visible
warnings warranty websites whitelist windows working writing xpointer
`
