// The server of snap7, which plays a CPU 315-2 PN/DP: snap7-server PORT CLIENTS_MAX
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "snap7_libmain.h"

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  const int LOCAL_PORT = 1;
  const int CLIENTS_MAX = 11;
  S7Object server = Srv_Create();
  uint16_t port = static_cast<uint16_t>(atoi(argv[1]));
  int32_t clientsMax = atoi(argv[2]);
  Srv_SetParam(server, LOCAL_PORT, &port);
  Srv_SetParam(server, CLIENTS_MAX, &clientsMax);
  if (Srv_StartTo(server, "127.0.0.1") != 0) return 1;
  puts("up");
  fflush(stdout);
  for (;;) pause();
}
