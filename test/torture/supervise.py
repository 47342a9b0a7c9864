"""Runs a command and holds each of its system calls that changes something, and those of all that it starts.

  supervise.py REPORT FOLDER CALL ACTION COMMAND...

CALL is a label and its number, as the report of an earlier run lists them ("mv rename state/journal 2"); when it is
about to be made, ACTION is done:

  list            nothing
  kill            SIGKILL to the session of the command: what a watchdog does outside of it goes on
  kill-all        SIGKILL to everything that the command started, the watchdog too; dhcpd goes on
  fail ERRNO      the call fails
  run COMMAND     the call is made when this shell command has ended

strace counts calls for each process anew, so that it cannot name one call of a script with hundreds of processes: hence
seccomp's user notification (seccomp_unotify(2)), by which the kernel asks here before it makes a call. It asks for as
long as a process of the command lives, dhcpd too, and so this program ends with the last of them.
"""
import array, ctypes, errno, fcntl, os, platform, re, select, signal, socket, stat, struct, subprocess, sys, time

# Numbers of the calls on x86-64 and on arm64; None where there is no such call. What follows says where paths and
# descriptors stand among the arguments: f a descriptor, p a path, d a folder's descriptor before a path.
CALLS = {
    'open': (2, None, 'p'), 'creat': (85, None, 'p'), 'openat': (257, 56, 'dp'),
    'write': (1, 64, 'f'), 'pwrite64': (18, 68, 'f'), 'writev': (20, 66, 'f'), 'copy_file_range': (326, 285, '..f'),
    'rename': (82, None, 'pp'), 'renameat': (264, 38, 'dpdp'), 'renameat2': (316, 276, 'dpdp'),
    'link': (86, None, 'pp'), 'linkat': (265, 37, 'dpdp'), 'symlink': (88, None, '.p'), 'symlinkat': (266, 36, '.dp'),
    'unlink': (87, None, 'p'), 'unlinkat': (263, 35, 'dp'), 'rmdir': (84, None, 'p'),
    'mkdir': (83, None, 'p'), 'mkdirat': (258, 34, 'dp'), 'mknod': (133, None, 'p'), 'mknodat': (259, 33, 'dp'),
    'chmod': (90, None, 'p'), 'fchmod': (91, 52, 'f'), 'fchmodat': (268, 53, 'dp'),
    'chown': (92, None, 'p'), 'fchown': (93, 55, 'f'), 'lchown': (94, None, 'p'), 'fchownat': (260, 54, 'dp'),
    'setxattr': (188, 5, 'p'), 'lsetxattr': (189, 6, 'p'), 'fsetxattr': (190, 7, 'f'),
    'truncate': (76, 45, 'p'), 'ftruncate': (77, 46, 'f'), 'utimensat': (280, 88, 'dp'),
    'fsync': (74, 82, 'f'), 'fdatasync': (75, 83, 'f'), 'sync': (162, 81, ''), 'syncfs': (306, 267, 'f'),
    'kill': (62, 129, ''), 'execve': (59, 221, 'p'),
}
ARM = platform.machine() == 'aarch64'
NUMBERS = {numbers[ARM]: (name, shape) for name, (*numbers, shape) in CALLS.items() if numbers[ARM] is not None}
SECCOMP = 277 if ARM else 317
AT_FDCWD = -100
PR_SET_CHILD_SUBREAPER = 36
NOTIFY, ALLOW, DENY = 0x7FC00000, 0x7FFF0000, 0x00050000 | errno.ENOSYS
RECEIVE, SEND = 0xC0502100, 0xC0182101
CONTINUE = 1
O_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

libc = ctypes.CDLL(None, use_errno=True)


def main():
    report, folder, wanted, action, *command = sys.argv[1:]
    os.environ['LEASEHOLD_TORTURE'] = folder
    # Who is killed here is buried here, and at once: until then it counts as running.
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    child = os.fork()
    if child == 0:
        become(command, theirs)
    theirs.close()
    _, [(_, _, descriptor)], _, _ = ours.recvmsg(1, socket.CMSG_SPACE(4))
    listener = array.array('i', descriptor[:4])[0]
    # Whoever waits for the command waits for its pipes to close.
    for number in (0, 1):
        os.close(number)
    Supervisor(listener, child, open(report, 'w', buffering=1), folder, wanted, action).serve()


def become(command, channel):
    os.setsid()
    listener = libc.syscall(SECCOMP, 1, 8, ctypes.byref(program()))
    if listener < 0:
        sys.exit(f'seccomp: {os.strerror(ctypes.get_errno())}')
    channel.sendmsg([b'.'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [listener]))])
    os.close(listener)
    os.execvp(command[0], command)


def program():
    """The filter, as the kernel's small machine runs it: asks for the calls listed, and for opens that write."""
    load, equals, any_set, give = 0x20, 0x15, 0x45, 0x06
    steps = [(load, 0, 0, 0)]
    for number, (name, _) in NUMBERS.items():
        if name in ('open', 'openat'):
            flags = 16 + 8 * (1 if name == 'open' else 2)
            steps += [(equals, 0, 4, number), (load, 0, 0, flags), (any_set, 0, 1, O_WRITES), (give, 0, 0, NOTIFY),
                      (give, 0, 0, ALLOW)]
        else:
            steps += [(equals, 0, 1, number), (give, 0, 0, NOTIFY)]
    steps.append((give, 0, 0, ALLOW))
    code = b''.join(struct.pack('HBBI', *step) for step in steps)
    program.kept = ctypes.create_string_buffer(code)

    class Program(ctypes.Structure):
        _fields_ = [('length', ctypes.c_ushort), ('code', ctypes.c_void_p)]

    return Program(len(steps), ctypes.addressof(program.kept))


class Supervisor:
    def __init__(self, listener, child, report, folder, wanted, action):
        self.listener, self.child, self.report, self.folder = listener, child, report, folder
        self.wanted, self.action = wanted, action
        self.counts, self.inodes = {}, {}
        self.poll = select.poll()
        self.poll.register(listener, select.POLLIN)

    def serve(self):
        while True:
            self.reap()
            for _, events in self.poll.poll(200):
                if events & select.POLLIN:
                    self.answer()
                elif events & select.POLLHUP:
                    return

    def reap(self):
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass

    def answer(self):
        call = bytearray(80)
        try:
            fcntl.ioctl(self.listener, RECEIVE, call)
        except OSError:
            return  # The process was killed meanwhile.
        number, pid, _, call_number, _, _, *arguments = struct.unpack('QIIiIQ6Q', call)
        error = self.judge(pid, *NUMBERS[call_number], arguments)
        reply = struct.pack('QqiI', number, 0, -error, 0 if error else CONTINUE)
        try:
            fcntl.ioctl(self.listener, SEND, reply)
        except OSError:
            pass  # It was killed, which is what was wanted.

    def judge(self, pid, name, shape, arguments):
        """Gives the error that the call is to fail with, or 0."""
        label = self.label(pid, name, shape, arguments)
        if label is None:
            return 0
        self.counts[label] = self.counts.get(label, 0) + 1
        label = f'{label} {self.counts[label]}'
        print(label, file=self.report)
        if label != self.wanted:
            return 0
        self.wanted = None
        return self.act()

    def act(self):
        verb, _, rest = self.action.partition(' ')
        if verb == 'fail':
            return getattr(errno, rest)
        if verb == 'run':
            subprocess.run(['sh', '-c', rest], check=True)
        elif verb != 'list':
            self.kill(verb)
        print('done', file=self.report)
        return 0

    def kill(self, verb):
        killed = set()
        while victims := [pid for pid in self.family() if self.is_victim(pid, verb)]:
            killed.update(victims)
            for pid in victims:
                kill(pid, signal.SIGKILL)
        while any(kill(pid, 0) for pid in killed):
            self.reap()
            time.sleep(0.005)

    def family(self):
        """Every process that the command started, wherever it went."""
        mark = f'LEASEHOLD_TORTURE={self.folder}\0'.encode()
        for entry in os.listdir('/proc'):
            if entry.isdigit() and int(entry) != os.getpid() and mark in read(f'/proc/{entry}/environ'):
                yield int(entry)

    def is_victim(self, pid, verb):
        fields = read(f'/proc/{pid}/stat').rpartition(b') ')[2].split()
        if not fields or fields[0] == b'Z':
            return False
        return not is_daemon(pid) and (verb != 'kill' or int(fields[3]) == self.child)

    def label(self, pid, name, shape, arguments):
        """What is about to be done, in words that are the same in each run; None for what changes no file."""
        if is_daemon(pid) or name == 'kill' and arguments[1] == 0:
            return None
        places = list(self.places(pid, shape, arguments))
        if name == 'execve' and is_idle(places[0]):
            return None
        if name not in ('kill', 'sync', 'execve') and not any(place.startswith(self.folder) for place in places):
            return None
        words = [read(f'/proc/{pid}/comm').decode().strip(), name, *(self.masked(place) for place in places)]
        return ' '.join(words)

    def places(self, pid, shape, arguments):
        folder = ''
        for kind, argument in zip(shape, arguments):
            if kind == 'f':
                yield link(f'/proc/{pid}/fd/{argument}')
            elif kind == 'd':
                number = ctypes.c_int(argument & 0xFFFFFFFF).value
                folder = link(f'/proc/{pid}/cwd' if number == AT_FDCWD else f'/proc/{pid}/fd/{number}')
            elif kind == 'p':
                yield os.path.join(folder or link(f'/proc/{pid}/cwd'), text(pid, argument))

    def masked(self, place):
        """The path below the folder, without the process number in the name of a helper's own folder."""
        inside = '.' if place == self.folder else place.removeprefix(self.folder + '/')
        parts = inside.split('/')
        return '/'.join('work.N' if part.startswith('work.') else short(part) for part in parts)


def is_idle(program):
    """Whether a program is not there, or one that is run again and again while something is waited for."""
    return not os.path.exists(program) or os.path.basename(program) in ('date', 'flock', 'sleep', 'timeout', 'tr')


def kill(pid, number):
    """Gives whether there is such a process."""
    try:
        os.kill(pid, number)
        return True
    except ProcessLookupError:
        return False


def short(name):
    """A name without what differs from run to run: digests, and the mark of the helper's folder."""
    return re.sub('[0-9a-f]{64}', 'DIGEST', re.sub(r'^\.leasehold-[0-9a-f]{8}-', '.leasehold-', name))


def is_daemon(pid):
    return read(f'/proc/{pid}/comm') == b'dhcpd\n' and b'\0-t\0' not in read(f'/proc/{pid}/cmdline')


def text(pid, address):
    """The path at an address of a process; empty where there is none (utimensat of a descriptor)."""
    if address == 0:
        return ''
    try:
        with open(f'/proc/{pid}/mem', 'rb', buffering=0) as memory:
            memory.seek(address)
            # No further than the page, since the next need not be there.
            piece = memory.read(4096 - address % 4096)
            if b'\0' not in piece:
                piece += memory.read(4096)
    except (OSError, OverflowError):
        return ''
    return piece.partition(b'\0')[0].decode(errors='replace')


def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return ''


def read(path):
    try:
        with open(path, 'rb') as file:
            return file.read()
    except OSError:
        return b''


main()
