"""The server of pymodbus, with a device identification of its own: pymodbus-server.py PORT"""

import asyncio
import sys

from pymodbus.datastore import (
    ModbusSequentialDataBlock,
    ModbusServerContext,
    ModbusSlaveContext,
)
from pymodbus.device import ModbusDeviceIdentification
from pymodbus.server import StartAsyncTcpServer

identity = ModbusDeviceIdentification(
    info_name={
        "VendorName": "Maker of PLCs",
        "ProductCode": "PLC-7-2",
        "MajorMinorRevision": "V2.10",
        "ProductName": "Line controller 7",
        "ModelName": "PLC-7/C",
    }
)
words = ModbusSequentialDataBlock(0, [650, 850, 500])
slaves = ModbusSlaveContext(hr=words, ir=words, zero_mode=True)
print("up", flush=True)
asyncio.run(
    StartAsyncTcpServer(
        context=ModbusServerContext(slaves=slaves, single=True),
        identity=identity,
        address=("127.0.0.1", int(sys.argv[1])),
    )
)
