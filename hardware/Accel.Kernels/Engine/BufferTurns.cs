using Accel.Hast;

namespace Accel.Kernels;

/// <summary>Which spike buffers are open, so that no task waits for a buffer that never comes.</summary>
internal sealed class BufferTurns
{
    /// <summary>The source is open.</summary>
    public bool IsSourceOpen;

    /// <summary>The destination is open.</summary>
    public bool IsDestinationOpen;

    /// <summary>Buffers that are written and not opened yet.</summary>
    [Range(0, 2)]
    public int Waiting;

    /// <summary>Nothing is open.</summary>
    public void Start()
    {
        IsSourceOpen = false;
        IsDestinationOpen = false;
        Waiting = 0;
    }

    /// <summary>A step is next.</summary>
    /// <returns>True when it is its turn.</returns>
    public bool Open(ProgramStep step)
    {
        bool isInput = step.Kind == EngineStepLayout.Input;
        bool usesSource = step.Kind == EngineStepLayout.Sums || step.Kind == EngineStepLayout.DumpSpikes;
        bool usesDestination = StepCheck.Visits(step) && step.Destination == EngineStepLayout.ToBuffer;
        bool opensSource = step.Has(EngineStepLayout.OpensSourceBit);
        bool opensDestination = step.Has(EngineStepLayout.OpensDestinationBit) || isInput;
        bool isTurn = !(opensSource && (IsSourceOpen || Waiting == 0));
        if (isTurn && opensSource)
        {
            IsSourceOpen = true;
            Waiting = Waiting == 0 ? 0 : Waiting - 1;
        }

        isTurn = isTurn && !(opensDestination && (IsDestinationOpen || Waiting + (IsSourceOpen ? 1 : 0) >= 2));
        if (isTurn && opensDestination)
        {
            IsDestinationOpen = true;
        }

        bool closesSource = step.Has(EngineStepLayout.ClosesSourceBit);
        bool closesDestination = step.Has(EngineStepLayout.ClosesDestinationBit) || isInput;
        return isTurn && (IsSourceOpen || !(usesSource || closesSource)) && (IsDestinationOpen || !(usesDestination || closesDestination));
    }

    /// <summary>The step is under way.</summary>
    public void Close(ProgramStep step)
    {
        if (step.Has(EngineStepLayout.ClosesSourceBit))
        {
            IsSourceOpen = false;
        }

        if (step.Has(EngineStepLayout.ClosesDestinationBit) || step.Kind == EngineStepLayout.Input)
        {
            IsDestinationOpen = false;
            Waiting = Waiting == 2 ? 2 : Waiting + 1;
        }
    }
}
