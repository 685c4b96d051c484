// A device on a serial line, simulated from its bitstream: eight data bits, no parity, one stop bit, on its pins.
// Standard input has commands: 'D', a count up to 255, and so many bytes for the device; 'R' and four bytes, the lowest first: the clock cycles
// of a bit from then on, in 1/256 cycles. Standard output has the bytes that the device sends. It ends with standard input.
// The board's reset button, where it has one, is in reset_pin.h: the port, and its level while nobody presses.
#include "Vbitstream.h"
#include "reset_pin.h"
#include "verilated.h"
#include <cstdint>
#include <deque>
#include <memory>
#include <poll.h>
#include <unistd.h>

namespace {

constexpr int kFrameBits = 10;
constexpr uint64_t kCyclesBetweenLooks = 256;

// A device that has neither heard nor said anything for so long has nothing to do before it hears something.
constexpr uint64_t kIdleCycles = 20000000;

struct Command {
    bool is_rate;
    uint32_t value;
};

class Input {
public:
    // Takes what there is; waits for something when told to. False when nothing will come any more.
    bool take(bool waits, std::deque<Command>& commands) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        while (poll(&input, 1, waits ? -1 : 0) > 0) {
            uint8_t bytes[4096];
            ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
            if (count <= 0) return false;
            for (ssize_t i = 0; i < count; i++) decode(bytes[i], commands);
            waits = false;
        }
        return true;
    }

private:
    enum class State { kCommand, kCount, kData, kRate };

    void decode(uint8_t byte, std::deque<Command>& commands) {
        switch (state_) {
        case State::kCommand:
            state_ = byte == 'R' ? State::kRate : State::kCount;
            left_ = 4;
            break;
        case State::kCount:
            left_ = byte;
            state_ = left_ == 0 ? State::kCommand : State::kData;
            break;
        case State::kData:
            commands.push_back({false, byte});
            if (--left_ == 0) state_ = State::kCommand;
            break;
        case State::kRate:
            rate_ = rate_ >> 8 | uint32_t(byte) << 24;
            if (--left_ > 0) break;
            commands.push_back({true, rate_});
            state_ = State::kCommand;
            break;
        }
    }

    State state_ = State::kCommand;
    int left_ = 0;
    uint32_t rate_ = 0;
};

// The host's end of the line. Times are in 1/256 clock cycles.
class Line {
public:
    bool idle() const { return bits_left_ == 0 && sampled_ < 0; }

    bool drive(uint64_t time, std::deque<Command>& commands) {
        if (bits_left_ > 0 && time >= next_edge_) {
            bits_ = bits_ >> 1 | 1u << (kFrameBits - 1);
            next_edge_ += period_;
            bits_left_--;
        }
        while (bits_left_ == 0 && !commands.empty()) {
            Command command = commands.front();
            commands.pop_front();
            if (command.is_rate) {
                period_ = command.value;
            } else {
                bits_ = command.value << 1 | 1u << (kFrameBits - 1);
                bits_left_ = kFrameBits;
                next_edge_ = time + period_;
            }
        }
        return bits_ & 1;
    }

    // True when a byte is complete.
    bool sample(uint64_t time, bool level, uint8_t& byte) {
        if (sampled_ < 0) {
            if (level) return false;
            sampled_ = 0;
            next_sample_ = time + period_ / 2;
        }
        if (time < next_sample_) return false;
        received_ = received_ >> 1 | uint32_t(level) << (kFrameBits - 1);
        next_sample_ += period_;
        if (++sampled_ < kFrameBits) return false;
        sampled_ = -1;
        byte = uint8_t(received_ >> 1);
        return true;
    }

private:
    uint64_t period_ = 256, next_edge_ = 0, next_sample_ = 0;
    uint32_t bits_ = 1, received_ = 0;
    int bits_left_ = 0, sampled_ = -1;
};

}

int main(int argc, char** argv) {
    VerilatedContext context;
    context.commandArgs(argc, argv);
    auto device = std::make_unique<Vbitstream>(&context);
    std::deque<Command> commands;
    Input input;
    Line line;
    device->uart_rx = 1;
    device->clk_in = 0;
#ifdef RESET
    device->RESET = RESET_RELEASED;
#endif
    device->eval();
    for (uint64_t cycle = 0, active = 0;; cycle++) {
        if (!line.idle()) active = cycle;
        if (cycle % kCyclesBetweenLooks == 0 && !input.take(cycle - active > kIdleCycles && commands.empty(), commands)) break;
        device->uart_rx = line.drive(cycle << 8, commands);
        uint8_t byte;
        if (line.sample(cycle << 8, device->uart_tx, byte) && write(STDOUT_FILENO, &byte, 1) != 1) break;
        device->clk_in = 1;
        device->eval();
        device->clk_in = 0;
        device->eval();
    }
    device->final();
    return 0;
}
