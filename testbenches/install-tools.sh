#!/usr/bin/env bash
# Installs the programs that the tests compare with (Debian or Ubuntu): GHDL (two back ends), Yosys, Icarus Verilog, Verilator, GTKWave (its reader),
# nextpnr and icestorm, Tcl, FUSE for the emulated PCIe device, and NumPy and PyTorch for the tests of the training script. Does nothing where all of them are there.
set -euo pipefail

packages=(ghdl ghdl-mcode ghdl-llvm yosys iverilog verilator g++ make gtkwave nextpnr-ice40 fpga-icestorm tcl fuse3 python3-numpy python3-torch libopenblas0-pthread)
missing=()
for package in "${packages[@]}"; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ "${#missing[@]}" -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    sudo=(sudo)
fi
echo "installing: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
