#!/usr/bin/env python3
"""The release binary is hardened: the flags of CMakeLists.txt are read back from its ELF headers, symbols and code."""
import pathlib
import platform
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Beyond, ROOT, Skip, Suite, need  # noqa: E402

# elf(5): https://man7.org/linux/man-pages/man5/elf.5.html
ET_DYN, PT_DYNAMIC, PT_INTERP, PT_GNU_STACK, PT_GNU_RELRO, PF_X, PF_W = 3, 2, 3, 0x6474E551, 0x6474E552, 1, 2
PT_LOAD, SHT_SYMTAB = 1, 2
DT_NULL, DT_TEXTREL, DT_FLAGS, DT_FLAGS_1 = 0, 22, 30, 0x6FFFFFFB
DF_BIND_NOW, DF_1_NOW, DF_1_PIE = 0x8, 0x1, 0x08000000
ENDBR64 = bytes.fromhex("f30f1efa")


class Elf:
    def __init__(self, path):
        self.bytes = path.read_bytes()
        need(self.bytes[:6] == b"\x7fELF\x02\x01", f"{path} is no 64-bit little-endian ELF file")
        self.type, = struct.unpack_from("<H", self.bytes, 16)
        phoff, shoff = struct.unpack_from("<QQ", self.bytes, 32)
        phsize, phcount, shsize, shcount = struct.unpack_from("<HHHH", self.bytes, 54)
        # type, flags, offset, address, physical address, size in the file
        self.segments = [struct.unpack_from("<IIQQQQ", self.bytes, phoff + i * phsize) for i in range(phcount)]
        # name, type, flags, address, offset, size, link
        self.sections = [struct.unpack_from("<IIQQQQI", self.bytes, shoff + i * shsize) for i in range(shcount)]

    def segment(self, kind):
        return next((segment for segment in self.segments if segment[0] == kind), None)

    def dynamic(self):
        _, _, offset, _, _, size = self.segment(PT_DYNAMIC)
        found = {}
        for at in range(offset, offset + size, 16):
            tag, value = struct.unpack_from("<QQ", self.bytes, at)
            if tag == DT_NULL:
                break
            found[tag] = value
        return found

    def symbols(self):
        """Name -> address of the entries of the symbol table."""
        found = {}
        for _, kind, _, _, offset, size, link in self.sections:
            if kind != SHT_SYMTAB:
                continue
            names = self.sections[link][4]
            for at in range(offset, offset + size, 24):
                name, _, _, _, value, _ = struct.unpack_from("<IBBHQQ", self.bytes, at)
                end = self.bytes.index(b"\0", names + name)
                found[self.bytes[names + name:end].decode("latin-1")] = value
        return found

    def code_at(self, address, size):
        for kind, _, offset, begin, _, length in self.segments:
            if kind == PT_LOAD and begin <= address < begin + length:
                return self.bytes[offset + address - begin:][:size]
        return b""


def check_position_independent(elf):
    need(elf.type == ET_DYN, "the addresses of the binary are fixed: it is no PIE")
    need(elf.dynamic().get(DT_FLAGS_1, 0) & DF_1_PIE, "DF_1_PIE is not set")
    need(elf.segment(PT_INTERP) is None, "the binary asks for a dynamic loader: it is not static")
    need(DT_TEXTREL not in elf.dynamic(), "code is relocated, so that it is writable for a while")


def check_relro(elf):
    need(elf.segment(PT_GNU_RELRO) is not None, "there is no PT_GNU_RELRO")
    flags = elf.dynamic()
    need(flags.get(DT_FLAGS, 0) & DF_BIND_NOW or flags.get(DT_FLAGS_1, 0) & DF_1_NOW, "symbols are bound late, so that their table stays writable")


def check_segments(elf):
    stack = elf.segment(PT_GNU_STACK)
    need(stack is not None and not stack[1] & PF_X, "the stack is executable")
    need(not any(kind == PT_LOAD and flags & PF_X and flags & PF_W for kind, flags, *_ in elf.segments), "a segment is writable and executable")


def check_code(elf):
    symbols = elf.symbols()
    if not symbols:
        raise Skip("the binary has no symbols")
    need("__stack_chk_fail" in symbols, "no function guards its stack")
    need(any(name.endswith("_chk") and name not in ("__stack_chk_fail",) for name in symbols), "no copy is checked (_FORTIFY_SOURCE)")
    if platform.machine() == "x86_64":
        need(elf.code_at(symbols["main"], 4) == ENDBR64, "main() does not begin with endbr64 (-fcf-protection)")


def main():
    suite = Suite("hardening", __doc__).start()
    binary = ROOT / "build/release/svcc"
    if not binary.exists():
        suite.check("release", lambda: (_ for _ in ()).throw(Beyond("there is no build/release/svcc; `make build` makes it")))
        return suite.finish()
    elf = Elf(binary)
    for name, check in (("static and position-independent", check_position_independent), ("relocations are read-only", check_relro),
                        ("nothing is writable and executable", check_segments), ("stack, copies and jumps", check_code)):
        suite.check(name, check, elf)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
