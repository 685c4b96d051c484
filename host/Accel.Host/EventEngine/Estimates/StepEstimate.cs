namespace Accel.Host.EventEngine;

/// <summary>What holds a step up.</summary>
public enum StepBound
{
    /// <summary>Rows of weights of its spikes.</summary>
    Events,
    /// <summary>Words of spikes that are read.</summary>
    Reads,
    /// <summary>Visits of neurons.</summary>
    Neurons,
    /// <summary>Weights that come through the memory port.</summary>
    Port,
    /// <summary>Products of attention.</summary>
    Attention,
    /// <summary>Weights that the memory brings more slowly than the port would take them.</summary>
    Memory,
}

/// <summary>The cycles of a step, part by part of the engine, and when it starts and ends by the model.</summary>
/// <param name="Layer">The model's layer.</param>
/// <param name="Tile">Tile of outputs.</param>
/// <param name="Part">Part of its inputs.</param>
/// <param name="Rows">Rows of weights.</param>
/// <param name="ReadBytes">Bytes that are read from memory: the step itself, weights, parameters, input.</param>
/// <param name="WrittenBytes">Bytes that are written to memory.</param>
/// <param name="ReadCycles">Words of spikes that are read.</param>
/// <param name="EventCycles">Steps of the lanes.</param>
/// <param name="NeuronCycles">Visits of neurons.</param>
/// <param name="AttentionCycles">Of the busiest attention unit.</param>
/// <param name="LoadCycles">Beats of the memory port.</param>
/// <param name="AddedRows">Rows of weights that are added.</param>
/// <param name="UsedLanes">Lanes that have an output.</param>
/// <param name="Start">Cycle in which the lanes, or the neurons, begin.</param>
/// <param name="End">Cycle in which the neurons end.</param>
/// <param name="Bound">What held it up.</param>
public sealed record StepEstimate(
    string Layer,
    int Tile,
    int Part,
    int Rows,
    long ReadBytes,
    long WrittenBytes,
    long ReadCycles,
    long EventCycles,
    long NeuronCycles,
    long AttentionCycles,
    long LoadCycles,
    long AddedRows,
    int UsedLanes,
    long Start,
    long End,
    StepBound Bound);
